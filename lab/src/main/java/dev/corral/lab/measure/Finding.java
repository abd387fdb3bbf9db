package dev.corral.lab.measure;

/**
 * The effect of one mitigation, all else being equal.
 *
 * @param mitigation the mitigation that the other side lacked
 * @param harm the harm that it bounds
 * @param number what was counted
 * @param without the number without the mitigation
 * @param with the number with it
 */
public record Finding(String mitigation, String harm, String number, String without, String with) {}
