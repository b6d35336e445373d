//! Who a citizen is: values that cannot hold something wrong.
