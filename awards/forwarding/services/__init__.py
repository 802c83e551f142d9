"""What people do with letters to the State level: write them, send them, record what was answered."""
