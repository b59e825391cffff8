"""What is served: the callable `application` in a file of that name, as Beanstalk expects it."""

from web import create_app

application = create_app()
