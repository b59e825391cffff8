"""Makes thumbnails of the pictures that are uploaded to a bucket."""
