import os

from flask import Flask, jsonify

# Elastic Beanstalk looks for this name in a file of this name.
application = Flask(__name__)


@application.get("/")
def index():
    return jsonify(message="Hello", stage=os.environ.get("STAGE", "local"))


@application.get("/health")
def health():
    return "ok"


if __name__ == "__main__":
    # For your own machine. On an instance Gunicorn serves `application`.
    application.run(port=8000)
