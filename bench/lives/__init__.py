"""Lives of annotators under faults: the workbench's own outbox and state under Node, against a real server."""
