package dev.holdfast.experiment;

/**
 * What a lock does under one kind of fault.
 *
 * @param hazard in words
 * @param claim what the catalogue says: kept, or what breaks
 * @param measured what the runs in the store came to; empty where there are none
 */
public record Survival(String hazard, String claim, String measured) {}
