"""Who is in, and when does their clock start?"""
