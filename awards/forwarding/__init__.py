"""Trình cấp Nhà nước: what the province submitted upwards, by which letter, and what was answered."""
