/** What a user of the checker writes, somewhere else. Main type: {@link com.acme.Ledger}. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
