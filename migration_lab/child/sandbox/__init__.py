"""Keep a project that is only looked at from changing anything: redirects, guards, copies of what it writes."""
