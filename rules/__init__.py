"""The rules, a module and a page each. The registry finds them; nothing imports them by name."""
