"""What does the export say?"""
