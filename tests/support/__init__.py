"""Close looks at answers: no inline code, a fragment laid into its page."""
