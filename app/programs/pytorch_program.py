"""The program for PyTorch: what PyTorch calls things."""

from __future__ import annotations

from app.programs.framework import Framework


def _loss(call: str) -> str:
    return (
        'def loss_of(outputs, targets):\n    """The mean loss of a batch."""\n'
        f"    return torch.nn.functional.{call}"
    )


_DETECTION = '''
def loss_of(outputs, targets):
    """The mean loss of a batch: cross-entropy of the class, and smooth L1 of the box.

    The last four outputs are the box, those before them the class.
    """
    class_loss = torch.nn.functional.cross_entropy(outputs[:, :-4], targets[:, :-4])
    box_loss = torch.nn.functional.smooth_l1_loss(
        outputs[:, -4:].sigmoid(), targets[:, -4:], reduction="sum", beta=THRESHOLD
    )
    return class_loss + BOX_WEIGHT * box_loss / len(outputs)
'''

PYTORCH = Framework(
    name="pytorch",
    title="PyTorch",
    packages="numpy torch",
    activations={
        "linear": "torch.nn.Identity()",
        "tanh": "torch.nn.Tanh()",
        "relu": "torch.nn.ReLU()",
        "sigmoid": "torch.nn.Sigmoid()",
        "leaky_relu": "torch.nn.LeakyReLU(0.01)",
        "elu": "torch.nn.ELU()",
        "gelu": 'torch.nn.GELU(approximate="tanh")',
        "softplus": "torch.nn.Softplus()",
        "swish": "torch.nn.SiLU()",
    },
    optimizers={
        "sgd": "torch.optim.SGD(parameters, lr=LEARNING_RATE)",
        "momentum": "torch.optim.SGD(parameters, lr=LEARNING_RATE, momentum=MOMENTUM)",
        "nesterov": (
            "torch.optim.SGD(\n"
            "        parameters, lr=LEARNING_RATE, momentum=MOMENTUM, nesterov=MOMENTUM > 0\n"
            "    )"
        ),
        "adagrad": "torch.optim.Adagrad(parameters, lr=LEARNING_RATE, eps=EPSILON)",
        "rmsprop": (
            "torch.optim.RMSprop(\n"
            "        parameters, lr=LEARNING_RATE, alpha=SMOOTHING, eps=EPSILON\n"
            "    )"
        ),
        "adam": (
            "torch.optim.Adam(\n"
            "        parameters, lr=LEARNING_RATE, betas=(BETA1, BETA2), eps=EPSILON\n"
            "    )"
        ),
        "adamw": (
            "torch.optim.AdamW(\n"
            "        parameters,\n"
            "        lr=LEARNING_RATE,\n"
            "        betas=(BETA1, BETA2),\n"
            "        eps=EPSILON,\n"
            "        weight_decay=WEIGHT_DECAY,\n"
            "    )"
        ),
    },
    losses={
        "binary": _loss("binary_cross_entropy_with_logits(outputs, targets)"),
        "multiclass": _loss("cross_entropy(outputs, targets)"),
        "regression": _loss("mse_loss(outputs, targets)"),
        "detection": _DETECTION.strip(),
    },
    layers={
        "dense": "torch.nn.Linear({inputs}, {units})",
        "conv2d": "torch.nn.Conv2d({maps}, {channels}, {kernel_size}, {stride}, {padding})",
        "max_pool2d": "torch.nn.MaxPool2d({kernel_size}, {stride}, {padding})",
        "average_pool2d": "torch.nn.AvgPool2d({kernel_size}, {stride}, {padding})",
        "flatten": "torch.nn.Flatten()",
        "dropout": "torch.nn.Dropout({rate})",
        "batch_norm": "torch.nn.BatchNorm{dimensions}({parts}, momentum={momentum})",
    },
)
