"""A bounded pipeline of asynchronous steps."""
import asyncio


class StepFailed(Exception):
    def __init__(self, step, cause):
        super().__init__(f"{step}: {cause}")
        self.step = step


async def run_step(name, work, value):
    try:
        result = work(value)
        if asyncio.iscoroutine(result):
            result = await result
        return result
    except (ValueError, ArithmeticError) as cause:
        raise StepFailed(name, cause) from cause


async def process(item, steps):
    """One item through all steps in order."""
    for name, work in steps:
        item = await run_step(name, work, item)
    return item


async def run_all(items, steps, width=3):
    """Results in the order of the items; failed items give their StepFailed."""
    gate = asyncio.Semaphore(width)

    async def guarded(item):
        async with gate:
            try:
                return await process(item, steps)
            except StepFailed as failure:
                return failure

    return await asyncio.gather(*(guarded(item) for item in items))


def run(items, steps, width=3):
    return asyncio.run(run_all(items, steps, width))
