package io.videotask.task;

import java.math.BigDecimal;

/**
 * What a task has cost, as the gateway's answer says. Never converted: gateways count in money, in
 * credits, in tokens or in seconds, and only their price lists connect these. Immutable.
 *
 * @param amount as sent, 0 or more
 * @param unit such as {@code usd} or {@code tokens}
 * @param field where the answer said the amount, such as {@code usage.cost}
 */
public record TaskCost(BigDecimal amount, String unit, String field) {}
