"""What is the effect, and how sure are we?"""
