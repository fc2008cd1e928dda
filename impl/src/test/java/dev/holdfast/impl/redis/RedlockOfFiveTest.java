package dev.holdfast.impl.redis;

class RedlockOfFiveTest extends RedlockTest {

    @Override
    int count() {
        return 5;
    }
}
