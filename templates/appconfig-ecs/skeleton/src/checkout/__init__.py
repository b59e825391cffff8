"""What an order comes to, by settings that change while the service runs."""
