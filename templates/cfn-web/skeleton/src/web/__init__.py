"""The web application: keeps files for whoever may reach it."""
