"""Who goes where and when: planned visits, what stands in their way, who is free."""
