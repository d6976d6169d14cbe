"""Datasets in the plane, both axes from -6 to 6.

The shapes follow those of TensorFlow Playground (Smilkov et al., Direct-Manipulation
Visualization of Deep Networks, 2017), so that what is known of one holds for the other. There
noise may change a point's label; here it moves the point and the label stays, so that the
classes stay balanced.
"""
