"""The app: one stack for each stage. `cdk synth` runs this file."""

from aws_cdk import App

from notes_stack import NotesStack
from stages import STAGES


def add_stacks(app: App) -> dict[str, NotesStack]:
    """Add the stack of every stage, and return them by stage."""
    return {stage.name: NotesStack(app, stage.stack_name, stage=stage) for stage in STAGES}


if __name__ == "__main__":
    application = App()
    add_stacks(application)
    application.synth()
