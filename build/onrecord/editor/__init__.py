"""What editors do to an episode in the browser, as changes of its `overlay.yml`."""
