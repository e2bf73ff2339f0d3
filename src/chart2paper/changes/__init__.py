"""What changed since an earlier run, and why?"""
