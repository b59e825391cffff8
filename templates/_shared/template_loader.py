class Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms as what stands behind them."""


def _behind_the_tag(loader: Loader, _tag: str, node: yaml.Node) -> Any:  # noqa: ANN401
    match node:
        case yaml.ScalarNode():
            return loader.construct_scalar(node)
        case yaml.SequenceNode():
            return loader.construct_sequence(node, deep=True)
        case _:
            return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("!", _behind_the_tag)
