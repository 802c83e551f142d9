"""Pages of trình cấp Nhà nước."""
