"""Can it be checked?"""
