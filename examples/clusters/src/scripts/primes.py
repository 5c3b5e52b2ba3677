# Uses the Dask cluster at DASK_SCHEDULER_ADDRESS.
import sys

from dask.distributed import Client


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


with Client() as client:
    print(sum(client.gather(client.map(is_prime, range(int(sys.argv[1]))))))
