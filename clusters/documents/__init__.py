"""Papers of a cluster by NĐ 30/2020, and the summary forms, which have a head of their own."""
