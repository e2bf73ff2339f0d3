"""Which values can be believed?"""
