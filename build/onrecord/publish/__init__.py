"""What the site is published as: minified assets, or a tree of Markdown for another renderer."""

__all__ = ["markdown_tree", "minify", "whole_archive"]
