package dev.corral.lab.measure;

/**
 * What one mitigation changed, all else being equal.
 *
 * @param mitigation what the other side lacked
 * @param harm what it bounds
 * @param number what was counted
 * @param without it, the number
 * @param with it, the number
 */
public record Finding(String mitigation, String harm, String number, String without, String with) {}
