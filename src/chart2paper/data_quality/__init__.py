"""How much of the export was read, what was lost on the way, and may the run go on?"""
