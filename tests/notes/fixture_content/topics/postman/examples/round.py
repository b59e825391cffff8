def walk(streets: list[str]) -> list[str]:
    return [f"letters for {street}" for street in streets]
