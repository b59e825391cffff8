"""Products from a table, kept in a cache: lazy loading, write-through, TTL."""

import json
import logging
import random

log = logging.getLogger(__name__)


class Products:
    """Reads through the cache and writes to both; lives without the cache."""

    def __init__(self, table, cache, ttl=300):
        self._table = table
        self._cache = cache
        self._ttl = ttl

    def get(self, product_id):
        """Lazy loading: the table is asked only for what the cache lacks."""
        key = _key(product_id)
        text = self._ask_cache(key)
        if text is None:
            # Consistent: an old copy would be served for a whole TTL.
            answer = self._table.get_item(
                Key={"product_id": product_id}, ConsistentRead=True
            )
            text = _text(answer.get("Item"))
            # A product that is not there is remembered too ("null"), but
            # not for long. `nx`: what save() wrote meanwhile is newer.
            missing = text == "null"
            self._tell_cache(key, text, 10 if missing else self._ttl, nx=True)
        return json.loads(text)

    def save(self, product):
        """Write-through: the table first, as only it must not lose anything."""
        self._table.put_item(Item=product)
        self._tell_cache(_key(product["product_id"]), _text(product), self._ttl)

    def _ask_cache(self, key):
        try:
            return self._cache.get(key)
        except Exception:
            log.exception("no answer from the cache: the table has to do")
            return None

    def _tell_cache(self, key, text, ttl, nx=False):
        # What is loaded together must not expire together.
        spread = random.randint(0, ttl // 10)
        try:
            self._cache.set(key, text, ex=ttl + spread, nx=nx)
        except Exception:
            log.exception("not cached: an old copy may stay until its TTL ends")


def _key(product_id):
    return f"shop:product:{product_id}"


def _text(product):
    # DynamoDB's numbers are Decimals, which JSON does not know.
    return json.dumps(product, default=int)
