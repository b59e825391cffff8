"""The job: reservations whose time is over are given up."""
