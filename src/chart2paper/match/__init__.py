"""Who is compared with whom?"""
