"""What people are told, by noun. No subject names a member: the list of what was sent has readers who know bare names."""
