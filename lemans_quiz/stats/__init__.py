"""Are you getting better?"""
