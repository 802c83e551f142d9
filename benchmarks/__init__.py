"""Speed at real size. Each script seeds its rows, measures beside a trivial page in the same run, and prints ratios."""
