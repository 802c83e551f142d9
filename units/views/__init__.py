"""HTTP in, HTTP out: sign-in, the person's own pages, units, people, posts, rights."""
