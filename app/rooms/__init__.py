"""Who sees it: rooms with their people, mailboxes, and the processes that train."""
