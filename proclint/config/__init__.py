"""The room of configs: discovery finds them, source reads one, schema checks it, merging makes settings of them.

What comes out (`proclint.settings`) lies outside, since a run without any config needs none of this but discovery.
"""
