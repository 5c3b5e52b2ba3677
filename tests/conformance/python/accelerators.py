"""The accelerators for which flytekit has constants.

In: nothing of interest. Out: {name: {"device", "parts": [size]}}.
"""

from flytekit.extras import accelerators
from flytekit.extras.accelerators import BaseAccelerator

from conversation import answer


def described(accelerator):
    members = (getattr(type(accelerator), name) for name in dir(type(accelerator)))
    parts = (member.to_flyte_idl() for member in members if isinstance(member, BaseAccelerator))
    return {
        "device": accelerator.to_flyte_idl().device,
        "parts": [part.partition_size for part in parts],
    }


def respond(_):
    found = vars(accelerators).items()
    return {name: described(value) for name, value in found if isinstance(value, BaseAccelerator)}


answer(respond)
