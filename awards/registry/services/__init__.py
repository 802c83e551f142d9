"""What people do with recipients, decisions and grants."""
