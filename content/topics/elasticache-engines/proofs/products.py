"""Proves products.py against a table in memory and a cache whose clock the proof turns."""

from __future__ import annotations

import logging
from types import ModuleType
from typing import Any

import boto3

TTL = 100
KEY = "shop:product:p-1"


class Cache:
    """Holds text until it expires, as GET and SET with EX and NX do; may be out of reach."""

    def __init__(self) -> None:
        self.now = 0
        self.reachable = True
        self.expires: dict[str, int] = {}
        self._texts: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        self._answer()
        return self._texts[name] if self._lives(name) else None

    def set(self, name: str, value: str, *, ex: int, nx: bool = False) -> bool | None:
        self._answer()
        if nx and self._lives(name):
            return None
        self._texts[name], self.expires[name] = value, self.now + ex
        return True

    def _lives(self, name: str) -> bool:
        return self.expires.get(name, 0) > self.now

    def _answer(self) -> None:
        if not self.reachable:
            raise ConnectionError


class Stage:
    """A table that counts how often it is read, and a cache."""

    def __init__(self, example: ModuleType) -> None:
        dynamodb = boto3.resource("dynamodb")
        dynamodb.create_table(
            TableName="products",
            KeySchema=[{"AttributeName": "product_id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "product_id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        self.table = dynamodb.Table("products")
        self.table.meta.client.meta.events.register("provide-client-params.dynamodb", self._record)
        self.reads: list[bool] = []
        self.cache = Cache()
        self.products = example.Products(self.table, self.cache, TTL)

    def _record(self, params: dict[str, Any], model: Any, **_: object) -> None:
        if model.name == "GetItem":
            self.reads.append(params.get("ConsistentRead", False))


def prove(example: ModuleType) -> None:
    """Load, hit, expire, write, miss, race and lose the cache."""
    logging.disable(logging.CRITICAL)
    try:
        stage = Stage(example)
        _loads_once_until_the_ttl_ends(stage)
        _writes_through(stage)
        _remembers_what_is_missing(stage)
        _overwrites_no_newer_copy(stage)
        _lives_without_the_cache(stage)
    finally:
        logging.disable(logging.NOTSET)


def _loads_once_until_the_ttl_ends(stage: Stage) -> None:
    stage.table.put_item(Item={"product_id": "p-1", "price": 1200})
    for _ in range(3):
        assert stage.products.get("p-1") == {"product_id": "p-1", "price": 1200}
    assert stage.reads == [True], "one consistent read, then hits"
    assert TTL <= stage.cache.expires[KEY] <= TTL * 1.1
    # A writer that does not know of the cache: the old copy stays until its TTL ends.
    stage.table.put_item(Item={"product_id": "p-1", "price": 1300})
    assert stage.products.get("p-1")["price"] == 1200
    stage.cache.now = stage.cache.expires[KEY]
    assert stage.products.get("p-1")["price"] == 1300
    assert len(stage.reads) == 2


def _writes_through(stage: Stage) -> None:
    stage.products.save({"product_id": "p-1", "price": 1400})
    assert stage.products.get("p-1")["price"] == 1400
    assert len(stage.reads) == 2, "fresh without a read"
    item = stage.table.get_item(Key={"product_id": "p-1"})["Item"]
    assert item["price"] == 1400
    del stage.reads[2:]


def _remembers_what_is_missing(stage: Stage) -> None:
    assert stage.products.get("p-2") is None
    assert stage.products.get("p-2") is None
    assert len(stage.reads) == 3
    assert stage.cache.expires["shop:product:p-2"] - stage.cache.now < TTL / 2
    stage.products.save({"product_id": "p-2", "price": 100})
    assert stage.products.get("p-2")["price"] == 100, "a write ends that at once"


def _overwrites_no_newer_copy(stage: Stage) -> None:
    # Between the reader's read and its SET, a writer comes and goes.
    get_item = stage.table.get_item

    def overtaken(**request: Any) -> dict[str, Any]:
        answer: dict[str, Any] = get_item(**request)
        stage.products.save({"product_id": "p-3", "price": 2})
        return answer

    stage.table.put_item(Item={"product_id": "p-3", "price": 1})
    stage.table.get_item = overtaken
    assert stage.products.get("p-3")["price"] == 1
    stage.table.get_item = get_item
    assert stage.products.get("p-3")["price"] == 2


def _lives_without_the_cache(stage: Stage) -> None:
    stage.cache.reachable = False
    stage.products.save({"product_id": "p-1", "price": 1500})
    assert stage.products.get("p-1")["price"] == 1500
    stage.cache.reachable = True
    assert stage.products.get("p-1")["price"] == 1400, "old until the TTL ends, and not longer"
    stage.cache.now = stage.cache.expires[KEY]
    assert stage.products.get("p-1")["price"] == 1500
