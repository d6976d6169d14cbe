"""Layers of every kind in NumPy, by hand: how a batch goes forward, and how its deltas come back.

Samples come first: maps are (samples, maps, height, width). A layer keeps what it needs on the way
back; what it has learned and the gradients of that are lists of the same order.
"""

from __future__ import annotations

_DENSE = '''
class Dense(Layer):
    """z = a·Wᵀ + b, and f(z). Maps are read flat, one behind the other."""

    def __init__(self, W, f, slope):
        self.f, self.slope = f, slope
        self.parameters = [W.copy(), np.zeros(len(W), np.float32)]

    def forward(self, a, training):
        W, b = self.parameters
        self.shape, self.a = a.shape, a.reshape(len(a), -1)
        self.z = self.a @ W.T + b
        return self.f(self.z)

    def backward(self, delta):
        delta = delta * self.slope(self.z)
        self.gradients = [delta.T @ self.a, delta.sum(axis=0)]
        return (delta @ self.parameters[0]).reshape(self.shape)
'''

_CONVOLUTION = '''
class Convolution(Layer):
    """Every map lays its kernel on every place: z = K · patch + b, and f(z).

    A kernel is a row of W. All patches are rows of one matrix, so that one product does it.
    """

    def __init__(self, W, f, slope, size, stride, padding):
        self.f, self.slope = f, slope
        self.size, self.stride, self.padding = size, stride, padding
        self.parameters = [W.copy(), np.zeros(len(W), np.float32)]

    def forward(self, a, training):
        W, b = self.parameters
        self.shape = a.shape
        patches = windows_of(a, self.size, self.stride, self.padding)
        samples, maps, rows, columns = patches.shape[:4]
        self.places = (samples, rows, columns)
        self.patches = patches.transpose(0, 2, 3, 1, 4, 5).reshape(samples * rows * columns, -1)
        z = self.patches @ W.T + b
        self.z = z.reshape(*self.places, -1).transpose(0, 3, 1, 2)
        return self.f(self.z)

    def backward(self, delta):
        # A kernel is the same at every place, so its gradient gathers those of all places. The
        # delta of a cell spreads back over the patch that it looked at.
        W, _ = self.parameters
        delta = (delta * self.slope(self.z)).transpose(0, 2, 3, 1).reshape(-1, len(W))
        self.gradients = [delta.T @ self.patches, delta.sum(axis=0)]
        spread = (delta @ W).reshape(*self.places, -1, self.size, self.size)
        spread = spread.transpose(0, 3, 1, 2, 4, 5)
        return gathered(spread, self.shape, self.stride, self.padding)
'''

_MAX_POOLING = '''
class MaxPooling(Layer):
    """Of every window the largest goes on, and its cell alone gets the delta."""

    def __init__(self, size, stride, padding):
        self.size, self.stride, self.padding = size, stride, padding

    def forward(self, a, training):
        self.shape = a.shape
        windows = windows_of(a, self.size, self.stride, self.padding, border=-np.inf)
        self.windows_shape = windows.shape
        flat = windows.reshape(*windows.shape[:4], -1)
        self.winner = flat.argmax(axis=-1)[..., None]
        return np.take_along_axis(flat, self.winner, axis=-1)[..., 0]

    def backward(self, delta):
        spread = np.zeros((*delta.shape, self.size**2), delta.dtype)
        np.put_along_axis(spread, self.winner, delta[..., None], axis=-1)
        spread = spread.reshape(self.windows_shape)
        return gathered(spread, self.shape, self.stride, self.padding)
'''

_AVERAGE_POOLING = '''
class AveragePooling(Layer):
    """Of every window the mean goes on, the zeros of the border included."""

    def __init__(self, size, stride, padding):
        self.size, self.stride, self.padding = size, stride, padding

    def forward(self, a, training):
        self.shape = a.shape
        windows = windows_of(a, self.size, self.stride, self.padding)
        self.windows_shape = windows.shape
        return windows.mean(axis=(4, 5), dtype=np.float32)

    def backward(self, delta):
        share = (delta / self.size**2)[..., None, None]
        spread = np.broadcast_to(share, self.windows_shape)
        return gathered(spread, self.shape, self.stride, self.padding)
'''

_FLATTEN = '''
class Flatten(Layer):
    """The same numbers in one row."""

    def forward(self, a, training):
        self.shape = a.shape
        return a.reshape(len(a), -1)

    def backward(self, delta):
        return delta.reshape(self.shape)
'''

_DROPOUT = '''
class Dropout(Layer):
    """While training a share of all numbers is left out; the others grow to make up for it."""

    def __init__(self, rate):
        self.rate = rate

    def forward(self, a, training):
        self.factors = np.float32(1)
        if training:
            stay = DRAWN.random(a.shape, np.float32) >= self.rate
            self.factors = stay * np.float32(1 / (1 - self.rate))
        return a * self.factors

    def backward(self, delta):
        return delta * self.factors
'''

_NORMALISATION = '''
class BatchNormalisation(Layer):
    """γ · (a - mean) / √(variance + 1e-5) + β, for each map, or each number that is in none.

    While training these are the batch's, and running ones follow them; those predict.
    """

    weighs = False

    def __init__(self, count, share, axis=1):
        self.share, self.axis = share, axis
        self.parameters = [np.ones(count, np.float32), np.zeros(count, np.float32)]
        self.running = [np.zeros(count, np.float32), np.ones(count, np.float32)]

    def forward(self, a, training):
        rows = self.rows_of(a)
        mean, variance = self.running
        if training:
            mean, variance = rows.mean(axis=1), rows.var(axis=1)
            unbiased = variance * (rows.shape[1] / max(rows.shape[1] - 1, 1))
            for running, batch in zip(self.running, (mean, unbiased), strict=True):
                running += np.float32(self.share) * (batch - running)
        self.inverse = 1 / np.sqrt(variance + np.float32(1e-5))
        self.normal = (rows - mean[:, None]) * self.inverse[:, None]
        gamma, beta = self.parameters
        return self.back_to(gamma[:, None] * self.normal + beta[:, None], a.shape)

    def backward(self, delta):
        rows = self.rows_of(delta)
        self.gradients = [(rows * self.normal).sum(axis=1), rows.sum(axis=1)]
        # Mean and variance depend on every number, too.
        by_normal, by_mean = (gradient[:, None] / rows.shape[1] for gradient in self.gradients)
        factor = (self.parameters[0] * self.inverse)[:, None]
        return self.back_to(factor * (rows - by_mean - self.normal * by_normal), delta.shape)

    def rows_of(self, a):
        # As (parts, all places of that part in all samples).
        return a.swapaxes(0, self.axis).reshape(a.shape[self.axis], -1)

    def back_to(self, rows, shape):
        turned = list(shape)
        turned[0], turned[self.axis] = shape[self.axis], shape[0]
        return rows.reshape(turned).swapaxes(0, self.axis)
'''

NUMPY_LAYERS = {
    "dense": _DENSE.strip(),
    "conv2d": _CONVOLUTION.strip(),
    "max_pool2d": _MAX_POOLING.strip(),
    "average_pool2d": _AVERAGE_POOLING.strip(),
    "flatten": _FLATTEN.strip(),
    "dropout": _DROPOUT.strip(),
    "batch_norm": _NORMALISATION.strip(),
}
"""Classes by the kinds of the engine's layers."""
